// The browser's door: synthetic shadow as Lightning pages have it, then the shell around the two components.
import '@lwc/synthetic-shadow';
// Base components fetch the two sets of icons that every page shows on demand: two requests when the rows are asked for.
import 'lightning/iconSvgTemplatesStandard';
import 'lightning/iconSvgTemplatesUtility';
import { createElement } from 'lwc';
import { followLinks } from './route.ts';
import App from './shell/app/app.ts';

followLinks();
document.querySelector('#app')?.replaceChildren(createElement('shell-app', { is: App }));
