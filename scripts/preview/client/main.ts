// The browser's door: synthetic shadow as Lightning pages have it, then the shell around the two components.
import '@lwc/synthetic-shadow';
import { createElement } from 'lwc';
import { followLinks } from './route.ts';
import App from './shell/app/app.ts';

followLinks();
document.querySelector('#app')?.replaceChildren(createElement('shell-app', { is: App }));
