import { isJsonObject, type JsonObject, member, textMember } from '../../../foundation/json-value.ts';
import { listMember } from '../../../local/list-member.ts';
import { isOfDomain } from '../../links/page-url.ts';
import type { MemberPath } from '../files/place.ts';
import type { ManifestFault } from '../manifest/manifest-fault.ts';

/**
 * Finds what Copilot shows differently, although the card is shown.
 * @param validDomains of the app manifest.
 */
export function adviseOnCardTemplate(card: JsonObject, validDomains: readonly string[]): readonly ManifestFault[] {
  const advice: ManifestFault[] = [];
  const visit = (node: unknown, at: MemberPath): void => {
    if (Array.isArray(node)) {
      for (const [index, item] of node.entries()) {
        visit(item, [...at, index]);
      }
    } else if (isJsonObject(node)) {
      advice.push(...adviseOnElement(node, at, validDomains));
      for (const name of Object.keys(node)) {
        visit(member(node, name), [...at, name]);
      }
    }
  };
  visit(card, []);
  return advice;
}

function adviseOnElement(
  element: JsonObject,
  at: MemberPath,
  validDomains: readonly string[],
): readonly ManifestFault[] {
  if (element.type === 'ColumnSet' && listMember(element, 'columns').length > 1) {
    const text = 'Copilot shows cards in narrow places too. Put the elements of these columns into one column.';
    return [{ at: [...at, 'columns'], text }];
  }
  const url = element.type === 'Image' ? URL.parse(textMember(element, 'url') ?? '') : null;
  if (url === null || !/^https?:$/.test(url.protocol) || isExpression(url.host)) {
    return [];
  }
  const text = `"${url.hostname}" is not in "validDomains" of the app manifest, so Copilot does not show the image. Add it there.`;
  return isOfDomain(url.hostname, validDomains) ? [] : [{ at: [...at, 'url'], text }];
}

/** A host that is only known when the template is filled. */
function isExpression(host: string): boolean {
  return /[${}]|%7b/i.test(host);
}
