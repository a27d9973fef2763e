import { isJsonObject, type JsonObject, textMember } from '../../foundation/json-value.ts';
import type { Finding } from './finding.ts';
import { explainInput } from './input-faults.ts';
import { explainCells, explainMissing, findIgnored } from './known-members.ts';
import { drawnByTeamsOnly, explainUnknown } from './known-names.ts';
import {
  AdaptiveCard,
  type CardElement,
  type CardObject,
  NumProperty,
  type SerializableObject,
  SerializableObjectCollectionProperty,
  SerializableObjectProperty,
  SerializationContext,
  StringProperty,
  TypeErrorType,
  ValidationEvent,
  Versions,
} from './official-renderer.ts';
import { findDataFaults } from './submit-data.ts';

/** Number of buttons that Teams shows in a row of actions. */
export const maxActions = 6;

type ParseArguments<Part extends CardObject> = [
  parent: CardElement | undefined,
  // biome-ignore lint/suspicious/noExplicitAny: as the renderer declares it
  source: any,
  forbidden: string[],
  allowFallback: boolean,
  create: (type: string) => Part | undefined,
  log: (type: string, error: number) => void,
];

// biome-ignore lint/suspicious/noTemplateCurlyInString: an expression of a card template
const makeText = 'Make it text; in a template, write ${string(x)}.';
const lists = ['actions', 'body', 'cells', 'columns', 'inlines', 'items', 'rows'];
const ownFindings: ReadonlySet<number> = new Set([
  ValidationEvent.ActionTypeNotAllowed,
  ValidationEvent.ElementTypeNotAllowed,
  ValidationEvent.UnknownActionType,
  ValidationEvent.UnknownElementType,
]);

/**
 * Reads a card of version 1.5, the newest that Teams accepts, and records what is not drawn. What is replaced by a
 * fallback is not recorded, except where Teams would draw the original.
 */
export class ReadingContext extends SerializationContext {
  readonly findings: Finding[] = [];

  constructor() {
    super(Versions.v1_5);
  }

  override logEvent(_source: SerializableObject | undefined, _phase: number, event: number, message: string): void {
    if (!ownFindings.has(event) && !isAnswered(message)) {
      this.#add('fault', message);
    }
  }

  override parseCardObject<Part extends CardObject>(...given: ParseArguments<Part>): Part | undefined {
    const [parent, source, forbidden, allowFallback, create] = given;
    if (!isJsonObject(source)) {
      if (source !== undefined && source !== null) {
        this.#add('fault', `An element or action is ${toKind(source)} instead of an object, so it is not drawn.`);
      }
      return undefined;
    }
    const start = this.findings.length;
    const tried: (string | undefined)[] = [];
    let isForbidden = false;
    const part = super.parseCardObject<Part>(
      parent,
      source,
      forbidden,
      allowFallback,
      (type) => {
        // A fallback replaces what was read before, so its faults are no longer true.
        this.findings.splice(start, Infinity, ...this.findings.slice(start).filter(isAboutTeams));
        tried.push(type);
        const created = create(type);
        if (created !== undefined) {
          this.#inspectWhenParsed(created);
        }
        return created;
      },
      (_, error) => {
        isForbidden ||= error === TypeErrorType.ForbiddenType;
      },
    );
    const [type] = tried;
    if (isForbidden) {
      this.#add('fault', `Teams does not allow ${textMember(source, 'type')} here, so it is not drawn.`);
    } else if (type !== undefined && drawnByTeamsOnly.has(type) && (part === undefined || tried.length > 1)) {
      const instead = part === undefined ? '' : ' Its fallback is drawn instead.';
      this.#add('limit', `Teams draws ${type}, this host does not.${instead}`);
    } else if (part === undefined && !isDropped(source)) {
      this.#add('fault', explainUnknown(type));
    }
    return part;
  }

  #add(kind: Finding['kind'], text: string): void {
    if (!this.findings.some((finding) => finding.text === text)) {
      this.findings.push({ kind, text });
    }
  }

  /** The renderer calls `parse` with the source of the part, which may be a fallback. */
  #inspectWhenParsed(part: CardObject): void {
    const parse: CardObject['parse'] = part.parse.bind(part);
    part.parse = (source, context) => {
      Reflect.deleteProperty(part, 'parse');
      if (isJsonObject(source)) {
        this.inspect(part, source, part.getJsonTypeName());
      }
      return parse(source, context);
    };
  }

  /** Records the members of a part that the renderer reads in silence as if they were absent. */
  inspect(part: SerializableObject, source: JsonObject, name: string): void {
    const schema = part.getSchema();
    const names: string[] = [];
    for (let index = 0; index < schema.getCount(); index += 1) {
      const property = schema.getItemAt(index);
      names.push(property.name);
      const value = Object.hasOwn(source, property.name) ? source[property.name] : undefined;
      const where = `"${property.name}" of ${name}`;
      if (value === undefined || value === null || property.name === 'requires') {
        continue;
      }
      if (property instanceof StringProperty && typeof value !== 'string') {
        this.#add('fault', `${where} is ${toKind(value)} instead of text, so nothing is drawn for it. ${makeText}`);
      } else if (isRelativeAddress(property.name, value)) {
        this.#add('fault', `${where} is not an absolute URL, so Teams does not use it. Begin it with https://.`);
      } else if (property instanceof NumProperty && typeof value !== 'number') {
        this.#add('fault', `${where} is ${toKind(value)} instead of a number, so it is ignored.`);
      } else if (property instanceof SerializableObjectCollectionProperty) {
        this.#inspectAll(property.objectType, value, where);
      } else if (property instanceof SerializableObjectProperty && isJsonObject(value)) {
        this.inspect(new property.objectType(), value, where);
      }
    }
    if (name === 'Action.ShowCard' && isJsonObject(source.card)) {
      this.inspect(new AdaptiveCard(), source.card, 'AdaptiveCard');
    }
    for (const list of lists) {
      const value = source[list] ?? [];
      if (!Array.isArray(value)) {
        this.#add('fault', `"${list}" of ${name} is ${toKind(value)} instead of a list, so it is not drawn.`);
      }
    }
    for (const { isFault, text } of findIgnored(source, names, name)) {
      this.#add(isFault ? 'fault' : 'limit', text);
    }
    this.#inspectForTeams(source, name);
  }

  #inspectAll(type: new () => SerializableObject, value: unknown, where: string): void {
    if (!Array.isArray(value)) {
      this.#add('fault', `${where} is ${toKind(value)} instead of a list, so it is not drawn.`);
      return;
    }
    for (const item of value) {
      if (isJsonObject(item)) {
        this.inspect(new type(), item, where);
      } else {
        this.#add('fault', `An entry in ${where} is ${toKind(item)} instead of an object, so it is not drawn.`);
      }
    }
  }

  #inspectForTeams(source: JsonObject, name: string): void {
    for (const fault of [explainMissing(source, name), name === 'Table' ? explainCells(source) : undefined]) {
      if (fault !== undefined) {
        this.#add('fault', fault);
      }
    }
    for (const { kind, text } of /^Action\.(Execute|Submit)$/.test(name) ? findDataFaults(source, name) : []) {
      this.#add(kind, text);
    }
    for (const fault of explainInput(source, name)) {
      this.#add('fault', fault);
    }
    if (name.startsWith('Input.') && typeof source.id !== 'string') {
      this.#add('fault', `${name} has no "id", so its value is not sent. Add one.`);
    }
    if (name === 'Media') {
      this.#add('limit', 'Media is drawn but not played: the page loads no media.');
    }
    if (isJsonObject(source.msteams) && name !== 'AdaptiveCard') {
      for (const member of Object.keys(source.msteams)) {
        this.#add('limit', `This host ignores "msteams.${member.slice(0, 60)}" of ${name}.`);
      }
    }
    const actions: readonly unknown[] = Array.isArray(source.actions) ? source.actions : [];
    if (actions.some(isWordless)) {
      this.#add('fault', 'A button has no "title", so it is drawn without words. Add one.');
    }
    const hidden = actions
      .filter(isPrimary)
      .slice(maxActions)
      .map((action) => `“${(textMember(action, 'title') ?? '').slice(0, 60)}”`);
    if (hidden.length > 0) {
      const names = hidden.join(', ');
      const cure = 'Remove buttons, or give some "mode": "secondary", which puts them into a menu.';
      this.#add('fault', `${name} has more than ${maxActions} buttons, so ${names} is not drawn. ${cure}`);
    }
  }
}

/**
 * The page draws choices that the bot searches, although the renderer does so only for cards of version 1.6. A button
 * without a card to show is explained like other parts that lack something.
 */
const isAnswered = (message: string): boolean =>
  message.includes('"choices.data"') || message.includes('Action.ShowCard must have its "card"');

const isAboutTeams = ({ text }: Finding): boolean => text.startsWith('Teams draws ');

const isWordless = (action: unknown): boolean =>
  isJsonObject(action) &&
  /^Action\.(Execute|OpenUrl|ShowCard|Submit|ToggleVisibility)$/.test(textMember(action, 'type') ?? '') &&
  ['title', 'iconUrl'].every((name) => (action[name] ?? '') === '');

const addresses: readonly string[] = ['backgroundImage', 'iconUrl', 'poster', 'url'];

const isRelativeAddress = (name: string, value: unknown): boolean =>
  addresses.includes(name) &&
  typeof value === 'string' &&
  value !== '' &&
  !value.includes('${') &&
  !URL.canParse(value);

const isPrimary = (action: unknown): boolean =>
  isJsonObject(action) && textMember(action, 'mode')?.toLowerCase() !== 'secondary';

/** Whether a fallback says that the part is to be omitted. */
function isDropped(source: JsonObject): boolean {
  const { fallback } = source;
  return isJsonObject(fallback)
    ? isDropped(fallback)
    : typeof fallback === 'string' && fallback.toLowerCase() === 'drop';
}

function toKind(value: unknown): string {
  return Array.isArray(value)
    ? 'a list'
    : value === null
      ? 'null'
      : typeof value === 'object'
        ? 'an object'
        : typeof value === 'string'
          ? 'text'
          : `a ${typeof value}`;
}
