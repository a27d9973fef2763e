import { Checkbox, Field, Input, Select, Textarea } from '@fluentui/react-components';
import type { KeyboardEvent, ReactElement } from 'react';
import type { FunctionParameter } from '../../../wire/agent.ts';
import { toOptionValue } from './argument-fields.ts';

export interface ArgumentFieldProps {
  readonly parameter: FunctionParameter;
  readonly value: string;
  /** Why the value cannot be sent, as a sentence. */
  readonly problem: string | undefined;
  onChange(value: string): void;
}

/** The field for an argument, with its label, hint and problem. */
export function ArgumentField({ parameter, value, problem, onChange }: ArgumentFieldProps): ReactElement {
  const { name, required, description } = parameter;
  const hint = [description, toFormat(parameter)].filter((part) => part !== undefined && part !== '').join(' ');
  return (
    <Field
      className="argument-field"
      label={isCheckbox(parameter) ? null : name}
      required={required}
      hint={hint === '' ? null : hint}
      validationMessage={problem ?? null}
      data-problem={problem === undefined ? undefined : true}
    >
      <Control parameter={parameter} value={value} onChange={onChange} />
    </Field>
  );
}

function Control({ parameter, value, onChange }: Omit<ArgumentFieldProps, 'problem'>): ReactElement {
  const { name, type, required } = parameter;
  const choices = toChoices(parameter);
  if (isCheckbox(parameter)) {
    return (
      <Checkbox label={name} checked={value === 'true'} onChange={(_event, { checked }) => onChange(String(checked))} />
    );
  }
  if (choices !== undefined) {
    return (
      <Select value={value} onChange={(_event, data) => onChange(data.value)}>
        <option value="">{required ? 'Choose one' : 'Left out'}</option>
        {choices.map((choice) => (
          <option key={toOptionValue(choice)} value={toOptionValue(choice)}>
            {String(choice)}
          </option>
        ))}
      </Select>
    );
  }
  if (type === 'string' || type === 'array') {
    return (
      <Textarea
        rows={type === 'array' ? 2 : 1}
        resize="vertical"
        value={value}
        onChange={(_event, data) => onChange(data.value)}
        onKeyDown={type === 'string' ? submitOnEnter : undefined}
      />
    );
  }
  return (
    <Input
      inputMode={type === 'integer' ? 'numeric' : 'decimal'}
      autoComplete="off"
      value={value}
      onChange={(_event, data) => onChange(data.value)}
    />
  );
}

/** A required yes or no; an optional one can also be left out, so it is a choice of three. */
function isCheckbox({ type, required, enum: choices }: FunctionParameter): boolean {
  return type === 'boolean' && required && choices === undefined;
}

function toChoices({ type, enum: choices }: FunctionParameter): readonly unknown[] | undefined {
  return type === 'array' ? undefined : (choices ?? (type === 'boolean' ? [true, false] : undefined));
}

function toFormat({ type, itemType = 'string', enum: choices }: FunctionParameter): string | undefined {
  if (type !== 'array') {
    return undefined;
  }
  const values = choices === undefined ? '' : ` Possible values: ${choices.map(String).join(', ')}.`;
  return `${itemType === 'string' ? 'One value per line.' : 'Values on lines of their own, or with commas between them.'}${values}`;
}

function submitOnEnter(event: KeyboardEvent<HTMLTextAreaElement>): void {
  if (event.key === 'Enter' && !event.shiftKey && !event.nativeEvent.isComposing) {
    event.preventDefault();
    event.currentTarget.form?.requestSubmit();
  }
}
