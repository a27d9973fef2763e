import { type Action, ExecuteAction, SubmitAction } from 'adaptivecards';
import type { JsonObject } from '../../../foundation/json-value.ts';

export interface PressedAction {
  readonly action: JsonObject;
  readonly inputs: Readonly<Record<string, string>>;
}

/** What goes to the bot when a button of a card was pressed; undefined for buttons that no bot hears. */
export function toPressedAction(action: Action): PressedAction | undefined {
  if (!(action instanceof SubmitAction) && !(action instanceof ExecuteAction)) {
    return undefined;
  }
  const inputs = Object.values(action.getReferencedInputs() ?? {}).flatMap((input) =>
    input.id !== undefined && input.isSet() ? [[input.id, String(input.value)] as const] : [],
  );
  return {
    action: {
      type: action.getJsonTypeName(),
      ...(action.title === undefined ? {} : { title: action.title }),
      ...(action.id === undefined ? {} : { id: action.id }),
      ...(action instanceof ExecuteAction && action.verb ? { verb: action.verb } : {}),
      ...(action.data === undefined ? {} : { data: action.data }),
    },
    inputs: Object.fromEntries(inputs),
  };
}
