import { isJsonObject, type JsonObject } from '../../foundation/json-value.ts';
import type { Finding } from './finding.ts';

const types: readonly unknown[] = [undefined, 'imBack', 'invoke', 'messageBack', 'signin', 'task/fetch'];
const members: readonly string[] = ['displayText', 'text', 'type', 'value'];

/**
 * Finds what Teams or this host does not use of the data of a button.
 * @see https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/cards-actions
 */
export function findDataFaults({ data }: JsonObject, type: string): readonly Finding[] {
  if (data === undefined || data === null) {
    return [];
  }
  if (!isJsonObject(data)) {
    return [{ kind: 'fault', text: `"data" of ${type} is not an object, so its button does not work with inputs.` }];
  }
  const { msteams } = data;
  if (type !== 'Action.Submit' || msteams === undefined || msteams === null) {
    return [];
  }
  if (!isJsonObject(msteams)) {
    return [{ kind: 'fault', text: '"msteams" in the data of Action.Submit is not an object, so it has no effect.' }];
  }
  if (!types.includes(msteams.type)) {
    const known = types.filter((known) => known !== undefined).join('", "');
    const given = JSON.stringify(msteams.type).slice(0, 60);
    return [
      { kind: 'fault', text: `Teams does not know ${given} as "msteams.type" of Action.Submit. Use "${known}".` },
    ];
  }
  if (msteams.type === 'imBack' && (typeof msteams.value !== 'string' || msteams.value === '')) {
    return [
      { kind: 'fault', text: 'An Action.Submit with "imBack" has no text as "msteams.value", so it sends nothing.' },
    ];
  }
  return Object.keys(msteams)
    .filter((name) => !members.includes(name))
    .map((name) => ({
      kind: 'limit',
      text: `This host ignores "msteams.${name.slice(0, 60)}" in the data of Action.Submit.`,
    }));
}
