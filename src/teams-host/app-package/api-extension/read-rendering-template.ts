import { isJsonObject, type JsonObject, member, textMember } from '../../../foundation/json-value.ts';
import { parseCardTemplate, TemplateFault } from '../../cards/card-template.ts';
import type { NamedDocument } from '../files/read-documents.ts';
import { parseJsonPath } from './json-path.ts';
import type { RenderingTemplate } from './rendering-template.ts';

const known = ['$schema', 'version', 'jsonPath', 'responseLayout', 'responseCardTemplate', 'previewCardTemplate'];
const knownInPreview = ['title', 'subtitle', 'text', 'image'];
const knownInImage = ['url', 'alt', '$when'];
const numberedSchema =
  /^https:\/\/developer\.microsoft\.com\/(?:[a-z-]+\/)?json-schemas\/teams\/(v1\.\d+|vDevPreview)\/MicrosoftTeams\.ResponseRenderingTemplate\.schema\.json$/;
const maximumCardVersion = 1.5;

/**
 * Reads a response rendering template.
 * @param faults receives a sentence for each reason why Teams would refuse it; the result is then undefined.
 */
export function readRenderingTemplate(
  { path, document: template }: NamedDocument,
  faults: string[],
): RenderingTemplate | undefined {
  const found = [
    ...unknownMembers(template, known, ''),
    ...checkVersion(template),
    ...checkJsonPath(template),
    ...checkCard(template.responseCardTemplate),
    ...checkPreview(template.previewCardTemplate),
  ];
  if (template.responseLayout !== 'list' && template.responseLayout !== 'grid') {
    found.push('"responseLayout" must be "list" or "grid"');
  }
  if (found.length === 0) {
    found.push(...checkExpressions(template));
  }
  faults.push(...found.map((fault) => `${path}: ${fault}.`));
  return found.length > 0 ? undefined : toTemplate(template);
}

function toTemplate(template: JsonObject): RenderingTemplate {
  return {
    jsonPath: textMember(template, 'jsonPath'),
    responseLayout: template.responseLayout === 'grid' ? 'grid' : 'list',
    responseCardTemplate: template.responseCardTemplate as JsonObject,
    previewCardTemplate: template.previewCardTemplate as RenderingTemplate['previewCardTemplate'],
  };
}

function checkExpressions({ responseCardTemplate, previewCardTemplate }: JsonObject): readonly string[] {
  try {
    parseCardTemplate({ responseCardTemplate, previewCardTemplate });
    return [];
  } catch (cause) {
    if (!(cause instanceof TemplateFault)) {
      throw cause;
    }
    return [cause.message.replace(/\.$/, '; correct the expression')];
  }
}

function checkVersion(template: JsonObject): readonly string[] {
  const schema = template.$schema;
  const folder = typeof schema === 'string' ? numberedSchema.exec(schema)?.[1] : undefined;
  const version = folder === 'vDevPreview' ? 'devPreview' : '1.0';
  return [
    ...(schema === undefined || folder !== undefined ? [] : ['"$schema" is not that of a response rendering template']),
    ...(template.version === version ? [] : [`"version" must be "${version}"`]),
  ];
}

function checkJsonPath({ jsonPath }: JsonObject): readonly string[] {
  if (jsonPath === undefined) {
    return [];
  }
  return typeof jsonPath === 'string' && jsonPath.length <= 256 && parseJsonPath(jsonPath) !== undefined
    ? []
    : ['"jsonPath" must name properties, for example "results" or "$.data.items"; filters are not followed'];
}

function checkCard(card: unknown): readonly string[] {
  if (!isJsonObject(card) || card.type !== 'AdaptiveCard') {
    return ['"responseCardTemplate" must be an Adaptive Card; give it "type": "AdaptiveCard"'];
  }
  const version = typeof card.version === 'string' && /^1\.\d$/.test(card.version) ? Number(card.version) : Number.NaN;
  return version <= maximumCardVersion ? [] : ['"responseCardTemplate" must be of Adaptive Cards version 1.0 to 1.5'];
}

function checkPreview(preview: unknown): readonly string[] {
  if (!isJsonObject(preview)) {
    return ['"previewCardTemplate" is missing; give it at least a "title"'];
  }
  const texts = knownInPreview.slice(0, 3).flatMap((name) => checkText(preview, name, 256, name === 'title'));
  const image = preview.image;
  return [
    ...unknownMembers(preview, knownInPreview, ' in "previewCardTemplate"'),
    ...texts,
    ...(image === undefined ? [] : checkImage(image)),
  ];
}

function checkImage(image: unknown): readonly string[] {
  if (!isJsonObject(image)) {
    return ['"previewCardTemplate.image" must be an object with a "url"'];
  }
  return [
    ...unknownMembers(image, knownInImage, ' in "previewCardTemplate.image"'),
    ...checkText(image, 'url', 2048, true),
    ...checkText(image, 'alt', 256, false),
    ...checkText(image, '$when', 256, false),
  ];
}

function checkText(owner: JsonObject, name: string, longest: number, required: boolean): readonly string[] {
  const value = member(owner, name);
  if (value === undefined) {
    return required ? [`"${name}" is missing in the preview`] : [];
  }
  return typeof value === 'string' && value.length <= longest
    ? []
    : [`"${name}" in the preview must be text of at most ${longest} characters`];
}

function unknownMembers(owner: JsonObject, names: readonly string[], where: string): readonly string[] {
  return Object.keys(owner)
    .filter((name) => !names.includes(name))
    .map((name) => `"${name}"${where} is no property of a response rendering template; remove it`);
}
