// Packages the source as a deployment would, with Salesforce's own library. Nothing is sent anywhere.
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { ComponentSet, MetadataConverter } from '@salesforce/source-deploy-retrieve';
import type { Component, OrgModel } from './org-model.ts';
import type { Problem } from './problem.ts';

export interface Packaging {
  /** What a deployment would carry, as `Type:Name`, sorted. */
  readonly members: readonly string[];
  readonly problems: readonly Problem[];
}

/**
 * Resolves and converts what is deployed into a folder that is thrown away; files the library leaves out are problems, and so
 * are components without their JavaScript.
 *
 * @param deployed the folder that is deployed: `force-app` itself, or a copy of it with compiled components
 */
export async function packageSource(
  org: OrgModel,
  projectRoot: string,
  deployed = join(projectRoot, 'force-app'),
): Promise<Packaging> {
  const folder = await mkdtemp(join(tmpdir(), 'touchpoint-package-'));
  try {
    const set = ComponentSet.fromSource({ fsPaths: [deployed] });
    const components = set.getSourceComponents().toArray();
    await new MetadataConverter().convert(set, 'metadata', {
      type: 'directory',
      outputDirectory: folder,
      genUniqueDir: false,
    });
    const parts = components.flatMap((component) => [component, ...component.getChildren()]);
    const packaged = new Set(parts.map((part) => join('force-app', relative(deployed, part.xml ?? ''))));
    const left = org.files.filter(({ path }) => !packaged.has(path));
    return {
      members: [...new Set(parts.map((part) => `${part.type.name}:${part.fullName}`))].sort(),
      problems: [
        ...left.map(({ path }) => ({
          file: path,
          problem: 'no deployment would carry the file',
          fix: 'correct its folder or ending',
        })),
        ...org.components.filter(({ root }) => root === 'LightningComponentBundle').flatMap(lacksScript(folder)),
      ],
    };
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    return {
      members: [],
      problems: [{ file: 'force-app', problem: `packaging failed: ${reason}`, fix: 'correct the file it names' }],
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** A bundle without JavaScript deploys without complaint and shows nothing. */
const lacksScript =
  (folder: string) =>
  ({ name, path }: Component): Problem[] =>
    existsSync(join(folder, 'lwc', name, `${name}.js`))
      ? []
      : [{ file: path, problem: 'a deployment would carry it without JavaScript', fix: `add ${name}.ts beside it` }];
