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
 * @param faults receives a sentence if the items cannot be found in a response.
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
  const explain = (text: string | undefined, ...path: MemberPath): string | undefined => {
    const why = text === undefined ? undefined : explainDataPath(text);
    return why && `${place(...inSemantics, ...path)}: this is not a JSONPath of RFC 9535: ${why}.`;
  };
  const dataPath = textMember(semantics, 'data_path') ?? '';
  const dataPathFault = explain(dataPath, 'data_path');
  faults.push(...(dataPathFault === undefined ? [] : [`${dataPathFault} Correct it.`]));
  const properties = Object.entries(paths).map(([name, property]) => {
    const path = textMember(semantics.properties, property);
    const fault = explain(path, 'properties', property);
    problems.push(...(fault === undefined ? [] : [`${fault} Correct it; until then it has no value.`]));
    return [name, fault === undefined ? path : undefined];
  });
  const semanticsRead: ResponseSemantics = {
    dataPath,
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
  { plugin: { place, document }, readCard, validDomains }: SemanticsSources,
  problems: string[],
): string | undefined {
  if (!isJsonObject(template)) {
    return undefined;
  }
  const file = textMember(template, 'file');
  if (file === undefined) {
    return readCardTemplate(template, (...path) => place(...at, ...path), validDomains, problems);
  }
  if (document.schema_version !== 'v2.4') {
    const text = 'only schema version 2.4 has cards in files. Raise "schema_version", or write the card here.';
    problems.push(`${place(...at, 'file')}: ${text} The card is not shown.`);
    return undefined;
  }
  const card = readCard(file, place(...at, 'file'));
  return card && readCardTemplate(card.document, card.place, validDomains, problems);
}
