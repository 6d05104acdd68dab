// The browser's door to the plain table, in place of the preview's own script.
import '@lwc/synthetic-shadow';
import { createElement } from 'lwc';
import Table from './table/table.ts';

document.querySelector('#app')?.replaceChildren(createElement('plain-table', { is: Table }));
