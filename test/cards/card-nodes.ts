/** Members of the objects of a card that tests read. */
export interface CardNode {
  readonly type?: string;
  readonly id?: string;
  readonly text?: string;
  readonly title?: string;
  readonly verb?: string;
  readonly altText?: string;
  readonly color?: string;
  readonly url?: string;
  readonly value?: string;
  readonly data?: unknown;
}

/** All objects of a card with a type, in order, as serialized for Teams. */
export function nodesOf(card: unknown): readonly CardNode[] {
  return collect(JSON.parse(JSON.stringify(card ?? null)));
}

function collect(node: unknown): readonly CardNode[] {
  return typeof node === 'object' && node !== null
    ? [...('type' in node ? [node as CardNode] : []), ...Object.values(node).flatMap(collect)]
    : [];
}

export function textsOf(card: unknown): readonly string[] {
  return nodesOf(card).flatMap(({ text }) => (text === undefined ? [] : [text]));
}

/** Titles of the actions a person can press. */
export function titlesOf(card: unknown): readonly string[] {
  const { refresh: _, ...shown } = card as { readonly refresh?: unknown };
  return nodesOf(shown).flatMap(({ type = '', title }) =>
    type.startsWith('Action.') && title !== undefined ? [title] : [],
  );
}

export function actionOf(card: unknown, title: string): CardNode | undefined {
  return nodesOf(card).find((node) => node.type?.startsWith('Action.') && node.title === title);
}
