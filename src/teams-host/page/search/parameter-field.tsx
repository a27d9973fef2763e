import { Input, Select, Switch, Textarea } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import type { CommandParameter } from '../../wire/loaded-app.ts';

export interface ParameterFieldProps {
  readonly parameter: CommandParameter;
  readonly value: string;
  onChange(value: string): void;
}

/** The input control for the type of a parameter, without its label. */
export function ParameterField({ parameter, value, onChange }: ParameterFieldProps): ReactElement {
  const { inputType, choices = [], required, description = '' } = parameter;
  switch (inputType) {
    case 'toggle':
      return (
        <Switch checked={value === 'true'} onChange={(_event, { checked }) => onChange(checked ? 'true' : 'false')} />
      );
    case 'choiceset':
      return (
        <Select size="small" value={value} onChange={(_event, data) => onChange(data.value)}>
          {!(required && value !== '') && <option value="">{required ? 'Choose one' : 'Any'}</option>}
          {choices.map((choice) => (
            <option key={choice.value} value={choice.value}>
              {choice.title}
            </option>
          ))}
        </Select>
      );
    case 'textarea':
      return (
        <Textarea
          size="small"
          placeholder={description}
          value={value}
          onChange={(_event, data) => onChange(data.value)}
        />
      );
    default:
      return (
        <Input
          size="small"
          type={inputType}
          placeholder={description}
          value={value}
          onChange={(_event, data) => onChange(data.value)}
        />
      );
  }
}
