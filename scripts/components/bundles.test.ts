import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { bundleNames, MODULES_FILE, modulesConfig } from './bundles.ts';

describe('the list of bundles', () => {
  it('holds every bundle (if not: npm run lwc:modules)', () => {
    const listed: unknown = JSON.parse(readFileSync(MODULES_FILE, 'utf8'));
    expect(listed).toEqual(JSON.parse(modulesConfig(bundleNames())));
  });
});
