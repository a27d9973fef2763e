import { Field, SearchBox } from '@fluentui/react-components';
import type { KeyboardEvent, ReactElement } from 'react';
import type { Command, ParameterValues } from '../../wire/loaded-app.ts';
import { ParameterField } from './parameter-field.tsx';

export interface CommandFieldsProps {
  readonly command: Command;
  readonly fields: ParameterValues;
  /** The list of results that the search box controls, if there is one. */
  readonly list: { readonly id: string; readonly activeId: string | undefined } | undefined;
  onChange(name: string, value: string): void;
  onKeyDown(event: KeyboardEvent): void;
}

/** The fields of a command. If the first parameter has the type text, it becomes the search box. */
export function CommandFields({ command, fields, list, onChange, onKeyDown }: CommandFieldsProps): ReactElement {
  const [first, ...others] = command.parameters;
  const hasSearchBox = first?.inputType === 'text';
  const rest = hasSearchBox ? others : command.parameters;
  return (
    <search className="command-fields" aria-label={command.title}>
      {first !== undefined && hasSearchBox && (
        <SearchBox
          className="command-search"
          appearance="filled-darker"
          autoComplete="off"
          role="combobox"
          aria-label={first.title}
          aria-autocomplete="list"
          aria-expanded={list !== undefined}
          aria-controls={list?.id}
          aria-activedescendant={list?.activeId}
          maxLength={1000}
          placeholder={first.description ?? first.title}
          value={fields[first.name] ?? ''}
          onChange={(_event, { value }) => onChange(first.name, value)}
          onKeyDown={onKeyDown}
        />
      )}
      {rest.length > 0 && (
        <div className="command-others">
          {rest.map((parameter) => (
            <Field
              key={parameter.name}
              className={parameter.inputType === 'textarea' ? 'command-wide' : ''}
              label={{ children: parameter.title, title: parameter.description }}
              required={parameter.required}
              size="small"
            >
              <ParameterField
                parameter={parameter}
                value={fields[parameter.name] ?? ''}
                onChange={(value) => onChange(parameter.name, value)}
              />
            </Field>
          ))}
        </div>
      )}
    </search>
  );
}
