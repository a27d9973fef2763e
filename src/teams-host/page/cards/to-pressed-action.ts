import type { JsonObject } from '../../../foundation/json-value.ts';
import { type Action, ExecuteAction, SubmitAction } from '../../card-reader/official-renderer.ts';

export interface PressedAction {
  readonly action: JsonObject;
  readonly inputs: Readonly<Record<string, string>>;
}

/** Returns the action to send to the bot when a button is pressed; undefined for buttons that send nothing to a bot. */
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
      title: action.title,
      id: action.id,
      verb: action instanceof ExecuteAction && action.verb !== '' ? action.verb : undefined,
      data: action.data,
    },
    inputs: Object.fromEntries(inputs),
  };
}
