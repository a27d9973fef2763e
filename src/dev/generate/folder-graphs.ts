import { cruise } from 'dependency-cruiser';
import config from '../../../.dependency-cruiser.mjs';

/** An import of one file by another; paths from the root of the project. */
export interface Import {
  readonly from: string;
  readonly to: string;
}

const place = /<!-- graph: (?<folder>\S+)(?: without (?<leftOut>[^>]*?))? -->[\s\S]*?<!-- \/graph -->/g;

/**
 * Draws the graph of each folder that a document has a place for: `<!-- graph: src without dev, teams-host -->`.
 * @param root absolute path of the project.
 */
export async function insertFolderGraphs(document: string, root: string): Promise<string> {
  const { output } = await cruise(['src'], { ...config.options, baseDir: root });
  if (typeof output === 'string') {
    throw new Error('dependency-cruiser returned a report in place of its result');
  }
  const imports = output.modules.flatMap(({ source, dependencies }) =>
    dependencies.map(({ resolved }) => ({ from: source, to: resolved })),
  );
  return document.replace(place, (text, ...groups) => {
    // The named groups come last.
    const { folder, leftOut = '' } = groups.at(-1) as { readonly folder: string; readonly leftOut?: string };
    const graph = drawFolderGraph(imports, folder, leftOut.split(/, */));
    return `${text.slice(0, text.indexOf('-->') + 3)}\n\n\`\`\`mermaid\n${graph}\n\`\`\`\n\n<!-- /graph -->`;
  });
}

/**
 * Draws which children of a folder import which, as a Mermaid flowchart.
 * @param folder from the root of the project, for example `src`.
 * @param leftOut names of children that are not drawn.
 */
export function drawFolderGraph(imports: readonly Import[], folder: string, leftOut: readonly string[] = []): string {
  const childOf = (path: string): string | undefined => {
    const child = path.startsWith(`${folder}/`) ? path.slice(folder.length + 1).split('/')[0] : undefined;
    return child === undefined || leftOut.includes(child) ? undefined : child.replace(/\.ts$/, '');
  };
  const arrows = new Set<string>();
  for (const { from, to } of imports) {
    const [source, target] = [childOf(from), childOf(to)];
    if (source !== undefined && target !== undefined && source !== target) {
      // `end` and other words mean something in Mermaid, so a node has an id besides its label.
      arrows.add(`  ${toId(source)}["${source}"] --> ${toId(target)}["${target}"]`);
    }
  }
  return ['flowchart TD', ...[...arrows].sort()].join('\n');
}

const toId = (child: string): string => `_${child.replace(/\W/g, '_')}`;
