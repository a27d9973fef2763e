import { cruise, type ICruiseResult, type IFolder } from 'dependency-cruiser';
import config from '../../.dependency-cruiser.mjs';

export interface Violation {
  /** The name of the rule in `.dependency-cruiser.mjs`. */
  readonly rule: string;
  /** The path of the file or folder that breaks the rule, relative to the project root. */
  readonly from: string;
  readonly to: string;
}

export interface Cruise {
  readonly violations: readonly Violation[];
  readonly files: readonly string[];
  readonly folders: readonly IFolder[];
}

/**
 * Checks the imports in a project's `src/` against the rules in `.dependency-cruiser.mjs`.
 * @param root absolute path of the project.
 */
export async function cruiseSource(root: string): Promise<Cruise> {
  const ruleSet = { forbidden: config.forbidden };
  const { output } = await cruise(['src'], {
    ...config.options,
    ruleSet,
    validate: true,
    metrics: true,
    baseDir: root,
  });
  if (typeof output === 'string') {
    throw new Error('dependency-cruiser returned a report instead of a result object');
  }
  const { modules, folders = [], summary }: ICruiseResult = output;
  return {
    violations: summary.violations.map(({ rule, from, to }) => ({ rule: rule.name, from, to })),
    files: modules.map(({ source }) => source).filter((path) => path.startsWith('src/')),
    folders,
  };
}

export const ruleNames: readonly string[] = config.forbidden.map(({ name }) => name);
