import type { Command, CommandParameter } from '../host/loaded-app.ts';

/** The form of a command that brings no dialog of its own, as an Adaptive Card. */
export function toParameterCard({ description, parameters }: Command): object {
  return {
    type: 'AdaptiveCard',
    version: '1.5',
    body: [
      ...(description === undefined ? [] : [{ type: 'TextBlock', text: description, wrap: true }]),
      ...parameters.map(toInput),
    ],
    actions: [{ type: 'Action.Submit', title: 'Submit' }],
  };
}

function toInput({ name, title, description, inputType, choices, value, required }: CommandParameter): object {
  const common = {
    id: name,
    label: title,
    ...(value === undefined ? {} : { value }),
    ...(required ? { isRequired: true, errorMessage: `${title} is missing.` } : {}),
  };
  const placeholder = description === undefined ? {} : { placeholder: description };
  switch (inputType) {
    case 'text':
      return { type: 'Input.Text', ...common, ...placeholder };
    case 'textarea':
      return { type: 'Input.Text', isMultiline: true, ...common, ...placeholder };
    case 'number':
      return {
        type: 'Input.Number',
        ...common,
        ...placeholder,
        ...(value === undefined ? {} : { value: Number(value) }),
      };
    case 'date':
      return { type: 'Input.Date', ...common };
    case 'time':
      return { type: 'Input.Time', ...common };
    case 'toggle':
      return { type: 'Input.Toggle', ...common, title: description ?? title };
    case 'choiceset':
      return { type: 'Input.ChoiceSet', choices: choices ?? [], ...common };
  }
}
