import { createElement, type ReactElement, type ReactNode } from 'react';
import type { RichNode } from './rich-text.ts';

/** Shows text with its markup; links open in a new window. */
export function RichText({ nodes }: { readonly nodes: readonly RichNode[] }): ReactElement {
  return <>{toReact(nodes)}</>;
}

function toReact(nodes: readonly RichNode[]): readonly ReactNode[] {
  return nodes.map((node, index) => {
    if (typeof node === 'string') {
      return node;
    }
    const key = `${index}`;
    const { tag, href, children } = node;
    switch (tag) {
      case 'br':
        return <br key={key} />;
      case 'a':
        return href === undefined ? (
          <span key={key}>{toReact(children)}</span>
        ) : (
          <a key={key} href={href} target="_blank" rel="noopener noreferrer">
            {toReact(children)}
          </a>
        );
      case 'mention':
        return (
          <span key={key} className="mention">
            {toReact(children)}
          </span>
        );
      default:
        return createElement(tag, { key }, ...toReact(children));
    }
  });
}
