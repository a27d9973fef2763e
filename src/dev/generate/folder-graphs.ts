import { cruise } from 'dependency-cruiser';
import config from '../../../.dependency-cruiser.mjs';

/** An import of one file by another; paths from the root of the project. */
export interface Import {
  readonly from: string;
  readonly to: string;
}

const place = /<!-- graph: (?<folder>\S+)(?: without (?<omitted>[^>]*?))? -->[\s\S]*?<!-- \/graph -->/g;

/**
 * Replaces the graphs in a document. The place of a graph begins with `<!-- graph: src without dev, teams-host -->` and
 * ends with `<!-- /graph -->`.
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
    const { folder, omitted = '' } = groups.at(-1) as { readonly folder: string; readonly omitted?: string };
    const graph = drawFolderGraph(imports, folder, omitted.split(/, */));
    return `${text.slice(0, text.indexOf('-->') + 3)}\n\n\`\`\`mermaid\n${graph}\n\`\`\`\n\n<!-- /graph -->`;
  });
}

/**
 * Draws the imports between the children of a folder as a Mermaid flowchart.
 * @param folder from the root of the project, for example `src`.
 * @param omitted names of children that are not drawn.
 */
export function drawFolderGraph(imports: readonly Import[], folder: string, omitted: readonly string[] = []): string {
  const childOf = (path: string): string | undefined => {
    const child = path.startsWith(`${folder}/`) ? path.slice(folder.length + 1).split('/')[0] : undefined;
    return child === undefined || omitted.includes(child) ? undefined : child.replace(/\.ts$/, '');
  };
  const arrows = new Set<string>();
  for (const { from, to } of imports) {
    const [source, target] = [childOf(from), childOf(to)];
    if (source !== undefined && target !== undefined && source !== target) {
      // `end` and other words are reserved in Mermaid, so nodes have an id in addition to the label.
      arrows.add(`  ${toId(source)}["${source}"] --> ${toId(target)}["${target}"]`);
    }
  }
  return ['flowchart TD', ...[...arrows].sort()].join('\n');
}

const toId = (child: string): string => `_${child.replace(/\W/g, '_')}`;
