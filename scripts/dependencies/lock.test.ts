// What every package that is installed must show: where it comes from, that it is what was locked, a licence that lets us
// use it; and no program of a package runs at installation but those that are named here. Known weaknesses are asked for in
// .github/workflows/dependencies.yml, which needs the network.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');

interface Locked {
  readonly version?: string;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly license?: string;
  readonly dev?: boolean;
  readonly link?: boolean;
  readonly hasInstallScript?: boolean;
}
interface Manifest {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

const read = (path: string): unknown => JSON.parse(readFileSync(join(ROOT, path), 'utf8'));
const { packages } = read('package-lock.json') as { readonly packages: Readonly<Record<string, Locked>> };
const installed = Object.entries(packages).filter(([path, { link }]) => path.includes('node_modules/') && !link);
const nameOf = (path: string): string => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);

/** Licences that ask for no more than to be named. */
const PERMISSIVE = /^(0BSD|Apache-2\.0|BlueOak-1\.0\.0|BSD-[23]-Clause|CC0-1\.0|ISC|MIT|Zlib)$/;
/** Others, each with the reason why it may be used: none of them is part of what is deployed or changed by us. */
const LOOKED_AT: Readonly<Record<string, string>> = {
  'axe-core': 'MPL-2.0: only tests use it, unchanged',
  'caniuse-lite': 'CC-BY-4.0: data of the build, named by its package',
  '@salesforce-ux/design-system-2': "Salesforce's own, for its platform: the preview and tests show components with it",
};
/** Packages that run something when they are installed, with what that is. */
const RUN_AT_INSTALLATION: Readonly<Record<string, string>> = {
  'core-js': 'prints a request for donations',
  'core-js-pure': 'the same',
  'msgpackr-extract': 'chooses its prebuilt binary',
  node: 'links the program node into node_modules/.bin',
};

describe('the packages that are installed', () => {
  it('are those that were locked, whatever a registry gives', () => {
    expect(installed.length).toBeGreaterThan(100);
    expect(installed.filter(([, { integrity }]) => !integrity?.startsWith('sha512-')).map(([path]) => path)).toEqual(
      [],
    );
    // Whoever installs says where from; a package that names a place of its own would come from there.
    expect(installed.filter(([, { resolved }]) => resolved !== undefined).map(([path]) => path)).toEqual([]);
  });

  it('are asked for in one exact version', () => {
    for (const path of ['package.json', 'sync-service/package.json', 'scripts/package.json']) {
      const { dependencies = {}, devDependencies = {} } = read(path) as Manifest;
      const loose = Object.entries({ ...dependencies, ...devDependencies }).filter(
        ([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version),
      );
      expect(loose, path).toEqual([]);
    }
  });

  it('carry a licence that lets us use them', () => {
    const allowed = (licence: string): boolean => {
      const terms = licence.replace(/[()]/g, '');
      if (terms.includes(' OR ')) return terms.split(' OR ').some((each) => PERMISSIVE.test(each));
      return terms.split(' AND ').every((each) => PERMISSIVE.test(each));
    };
    const odd = installed
      .filter(([, { dev, license }]) => !dev && !allowed(license ?? 'none'))
      .map(([path, { license }]) => `${nameOf(path)}: ${license ?? 'none'}`);
    expect(odd.filter((line) => !((line.split(': ')[0] ?? '') in LOOKED_AT))).toEqual([]);
  });

  it('run nothing at installation but what is known', () => {
    const running = installed.filter(([, { hasInstallScript }]) => hasInstallScript).map(([path]) => nameOf(path));
    expect([...new Set(running)].filter((name) => !(name in RUN_AT_INSTALLATION))).toEqual([]);
  });
});
