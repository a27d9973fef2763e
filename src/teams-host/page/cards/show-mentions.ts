import type { CardMention } from '../../card-reader/card-mentions.ts';

/** Replaces the markup of mentions in the text blocks and facts of a drawn card with the names, as Teams does. */
export function showMentions(card: HTMLElement, mentions: readonly CardMention[]): void {
  const texts: Text[] = [];
  for (const block of card.querySelectorAll('div.ac-textBlock')) {
    const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      if (walker.currentNode instanceof Text && walker.currentNode.data.includes('<at>')) {
        texts.push(walker.currentNode);
      }
    }
  }
  for (const text of texts) {
    const parts = text.data.split(/(<at>[^<>]+<\/at>)/).map((part) => {
      const mention = mentions.find(({ markup }) => markup === part);
      return mention === undefined ? part : toElement(mention);
    });
    text.replaceWith(...parts);
  }
}

function toElement({ name }: CardMention): HTMLElement {
  const element = document.createElement('span');
  element.className = 'mention';
  element.textContent = name;
  return element;
}
