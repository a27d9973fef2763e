import { z } from 'zod';
import { isDeeperThan, type JsonObject, textMember } from '../../../foundation/json-value.ts';
import { type ExpandTemplate, findTemplateFaults, parseCardTemplate } from '../../cards/card-template.ts';
import { type MemberPath, toMemberPath } from '../files/place.ts';
import type { NamedDocument } from '../files/read-document.ts';
import { readSchemaVersion } from '../manifest/read-schema-version.ts';
import { parseJsonPath } from './json-path.ts';
import type { RenderingTemplate, TemplateSource } from './rendering-template.ts';

const schemaFile = 'MicrosoftTeams.ResponseRenderingTemplate.schema.json';
const jsonPathForm = 'must name properties, for example "results" or "$.data.items"; filters are not supported';
const cardVersions = 'must be an Adaptive Cards version from 1.0 to 1.5';

const text = (maxLength: number) => {
  const form = `must be text of at most ${maxLength} characters`;
  return z.string({ error: ({ input }) => (input === undefined ? 'is missing' : form) }).max(maxLength, form);
};

const closed = <Shape extends z.ZodRawShape>(form: string, shape: Shape) =>
  z.strictObject(shape, { error: ({ code }) => (code === 'invalid_type' ? form : undefined) });

const responseRenderingTemplate = z.strictObject({
  $schema: z
    .string()
    .refine(
      (address) => readSchemaVersion(address, schemaFile) !== undefined,
      'must be the address of a schema of response rendering templates',
    )
    .optional(),
  version: z.string('is missing'),
  jsonPath: z
    .string(jsonPathForm)
    .max(256, jsonPathForm)
    .transform((path, { addIssue }) => {
      const steps = parseJsonPath(path);
      if (steps === undefined) {
        addIssue(jsonPathForm);
      }
      return steps ?? [];
    })
    .default([]),
  responseLayout: z.enum(['list', 'grid'], 'must be "list" or "grid"'),
  responseCardTemplate: z.looseObject(
    {
      type: z.literal('AdaptiveCard', 'must be "AdaptiveCard"'),
      version: z.string(cardVersions).regex(/^1\.[0-5]$/, cardVersions),
    },
    'must be an Adaptive Card',
  ),
  previewCardTemplate: closed('must be an object with a "title"', {
    title: text(256),
    subtitle: text(256).optional(),
    text: text(256).optional(),
    image: closed('must be an object with a "url"', {
      url: text(2048),
      alt: text(256).optional(),
      $when: text(256).optional(),
    }).optional(),
  }),
});

/** Levels of lists and objects, few enough for any recursion; two for each container. */
const maxLevels = 200;

/**
 * Reads a response rendering template.
 * @param faults receives a sentence for each reason why Teams would refuse it; the result is then undefined.
 */
export function readRenderingTemplate(
  { path, document, place }: NamedDocument,
  faults: string[],
): RenderingTemplate | undefined {
  if (isDeeperThan(maxLevels, document)) {
    faults.push(`${path} is nested more than ${maxLevels} levels deep. Put the elements of its card side by side.`);
    return undefined;
  }
  const { data, error } = responseRenderingTemplate.safeParse(document);
  const found = [...checkVersion(document), ...(error?.issues ?? []).flatMap(toFaults)];
  if (data === undefined || found.length > 0) {
    faults.push(...found.map(({ at, text }) => `${place(...at)}: ${text}.`));
    return undefined;
  }
  const parsePart = (part: 'responseCardTemplate' | 'previewCardTemplate'): ExpandTemplate | undefined => {
    const broken = findTemplateFaults(data[part]);
    faults.push(
      ...broken.map(
        ({ pointer, reason }) =>
          `${place(part, ...toMemberPath(pointer))}: the expression cannot be parsed: ${reason}. Correct it.`,
      ),
    );
    return broken.length > 0 ? undefined : parseCardTemplate(data[part]);
  };
  const expandCard = parsePart('responseCardTemplate');
  const expandPreview = parsePart('previewCardTemplate');
  const { jsonPath, responseLayout, responseCardTemplate: card, previewCardTemplate: preview } = data;
  const source: TemplateSource = { path, jsonPath, responseLayout, card, preview };
  return (
    expandCard &&
    expandPreview && { path, jsonPath, responseLayout, expandCard, expandPreview, source: JSON.stringify(source) }
  );
}

interface TemplateProblem {
  readonly at: MemberPath;
  /** Without a period. */
  readonly text: string;
}

/** The version depends on the schema that the template names. */
function checkVersion(template: JsonObject): readonly TemplateProblem[] {
  const folder = readSchemaVersion(textMember(template, '$schema') ?? '', schemaFile);
  const version = folder === 'vDevPreview' ? 'devPreview' : '1.0';
  return typeof template.version !== 'string' || template.version === version || folder === 'any'
    ? []
    : [{ at: ['version'], text: `"version" must be "${version}"` }];
}

function toFaults(issue: z.core.$ZodIssue): readonly TemplateProblem[] {
  const at = issue.path.map((step) => (typeof step === 'symbol' ? String(step) : step));
  if (issue.code !== 'unrecognized_keys') {
    return [{ at, text: `"${at.join('.')}" ${issue.message}` }];
  }
  return issue.keys.map((name) => ({
    at: [...at, name],
    text: `"${name}" is not a property of a response rendering template; remove it`,
  }));
}
