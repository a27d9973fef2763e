import { isJsonObject, type JsonObject, textMember, toObject } from '../../../foundation/json-value.ts';
import type { MemberPath } from '../files/place.ts';
import type { NamedDocument } from '../files/read-document.ts';
import { explainDataPath } from '../response/explain-data-path.ts';
import { readCardTemplate } from '../response/read-card-template.ts';
import type { ResponseSemantics } from './agent.ts';

/** Property of `properties` for each path. */
const paths = {
  title: 'title',
  subtitle: 'subtitle',
  url: 'url',
  thumbnailUrl: 'thumbnail_url',
  informationProtectionLabel: 'information_protection_label',
  templateSelector: 'template_selector',
} as const;

export interface SemanticsSources {
  readonly plugin: NamedDocument;
  /** Reads the card in a file of the package. @returns undefined, after reporting it, if there is none. */
  readonly readCard: (file: string, namedAt: string) => NamedDocument | undefined;
  /** Of the app manifest. */
  readonly validDomains: readonly string[];
}

/**
 * Reads the response semantics of a function.
 * @param at path of the function in the plugin.
 * @param faults receives a sentence for each JSONPath that cannot be used.
 * @param problems receives a sentence for each thing that Copilot would not show.
 */
export function readResponseSemantics(
  { capabilities }: JsonObject,
  at: MemberPath,
  sources: SemanticsSources,
  faults: string[],
  problems: string[],
): ResponseSemantics | undefined {
  const semantics = toObject(capabilities).response_semantics;
  if (!isJsonObject(semantics)) {
    return undefined;
  }
  const { place } = sources.plugin;
  const inSemantics = [...at, 'capabilities', 'response_semantics'];
  const read = (owner: unknown, name: string, path: MemberPath): string | undefined => {
    const text = textMember(owner, name);
    const why = text === undefined ? undefined : explainDataPath(text);
    if (why !== undefined) {
      faults.push(`${place(...path, name)}: this is not a JSONPath of RFC 9535: ${why}. Correct it.`);
    }
    return text;
  };
  const properties = Object.entries(paths).map(([name, property]) => [
    name,
    read(semantics.properties, property, [...inSemantics, 'properties']),
  ]);
  const semanticsRead: ResponseSemantics = {
    dataPath: read(semantics, 'data_path', inSemantics) ?? '',
    properties: Object.fromEntries(properties),
    staticTemplate: readStaticTemplate(
      semantics.static_template,
      [...inSemantics, 'static_template'],
      sources,
      problems,
    ),
  };
  if (isJsonObject(semantics.properties) && textMember(semantics.properties, 'url') === undefined) {
    const text = 'without "url", citations cannot be opened. Add the path of the address of an item.';
    problems.push(`${place(...inSemantics, 'properties')}: ${text}`);
  }
  return semanticsRead;
}

function readStaticTemplate(
  template: unknown,
  at: MemberPath,
  { plugin: { place }, readCard, validDomains }: SemanticsSources,
  problems: string[],
): string | undefined {
  if (!isJsonObject(template)) {
    return undefined;
  }
  const file = textMember(template, 'file');
  if (file === undefined) {
    return readCardTemplate(template, (...path) => place(...at, ...path), validDomains, problems);
  }
  const card = readCard(file, place(...at, 'file'));
  return card && readCardTemplate(card.document, card.place, validDomains, problems);
}
