import type { JsonObject } from '../../../foundation/json-value.ts';
import type { Command, CommandParameter } from '../../wire/loaded-app.ts';

/** Builds the form for the parameters of a command without a dialog, as an Adaptive Card. */
export function toParameterCard({ description, parameters }: Command): JsonObject {
  const introduction = description === undefined ? [] : [{ type: 'TextBlock', text: description, wrap: true }];
  return {
    type: 'AdaptiveCard',
    version: '1.5',
    body: [...introduction, ...parameters.map(toInput)],
    actions: [{ type: 'Action.Submit', title: 'Submit' }],
  };
}

function toInput({ name, title, description, inputType, choices, value, required }: CommandParameter): JsonObject {
  const errorMessage = required ? `${title} is required.` : undefined;
  const input = { id: name, label: title, value, isRequired: required, errorMessage };
  switch (inputType) {
    case 'text':
      return { type: 'Input.Text', ...input, placeholder: description };
    case 'textarea':
      return { type: 'Input.Text', ...input, placeholder: description, isMultiline: true };
    case 'number':
      return {
        type: 'Input.Number',
        ...input,
        placeholder: description,
        value: value === undefined ? undefined : Number(value),
      };
    case 'date':
      return { type: 'Input.Date', ...input };
    case 'time':
      return { type: 'Input.Time', ...input };
    case 'toggle':
      return { type: 'Input.Toggle', ...input, title: description ?? title };
    case 'choiceset':
      return { type: 'Input.ChoiceSet', ...input, choices: choices ?? [] };
  }
}
