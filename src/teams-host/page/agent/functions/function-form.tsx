import { Button, Field, Select } from '@fluentui/react-components';
import { ArrowLeftRegular } from '@fluentui/react-icons/svg/arrow-left';
import { type FormEvent, type ReactElement, useEffect, useId, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import type { JsonObject } from '../../../../foundation/json-value.ts';
import type { FunctionView } from '../../../wire/agent.ts';
import { Sentences } from '../../ui/sentences.tsx';
import { showAndFocus } from '../../ui/show-and-focus.ts';
import { ArgumentField } from './argument-field.tsx';
import { readArguments, toArgumentFields } from './argument-fields.ts';
import type { FoundItem } from './found-items.ts';
import { OperationText } from './operation-text.tsx';

export interface FunctionFormProps {
  readonly shown: FunctionView;
  /** The arguments that the form begins with. */
  readonly values: JsonObject | undefined;
  /** Objects of earlier answers, whose identity can be taken over. */
  readonly found: readonly FoundItem[];
  onRun(values: JsonObject): void;
  onBack(): void;
}

/** A form for the arguments of a function, in place of those that the model would fill in. */
export function FunctionForm({ shown, values, found, onRun, onBack }: FunctionFormProps): ReactElement {
  const { name, description, parameters, operation, asksFirst, alwaysAllowed, problems } = shown;
  const [fields, setFields] = useState(() => toArgumentFields(parameters, values));
  const [refusals, setRefusals] = useState<ReadonlyMap<string, string>>(new Map());
  const form = useRef<HTMLFormElement>(null);
  const titleId = useId();
  useEffect(() => {
    showAndFocus(
      form.current?.querySelector<HTMLElement>('.argument-fields :is(input, select, textarea), .function-run'),
      form.current,
    );
  }, []);

  const takeOver = (item: FoundItem | undefined): void => {
    if (item !== undefined) {
      const taken = toArgumentFields(
        parameters.filter(({ name: each }) => Object.hasOwn(item.values, each)),
        item.values,
      );
      setFields(new Map([...fields, ...taken]));
      setRefusals(new Map());
    }
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const read = readArguments(parameters, fields);
    if (read.problems === undefined) {
      onRun(read.arguments);
      return;
    }
    // Rendered synchronously, so that the field is described by its problem when it gets the focus.
    flushSync(() => setRefusals(read.problems));
    form.current?.querySelector<HTMLElement>('[data-problem] :is(input, select, textarea)')?.focus();
  };

  return (
    <form className="function-form" ref={form} aria-labelledby={titleId} noValidate onSubmit={submit}>
      <h3 id={titleId} className="function-name">
        {name}
      </h3>
      <p>{description}</p>
      <OperationText operation={operation} />
      <Sentences sentences={problems} label={`What should be changed in ${name}`} />
      {found.length > 0 && (
        <Field label="Take over from an earlier answer, as a model would">
          <Select
            defaultValue=""
            onChange={(_event, { value }) => takeOver(found.find(({ label }) => label === value))}
          >
            <option value="">Nothing</option>
            {found.map(({ label }) => (
              <option key={label}>{label}</option>
            ))}
          </Select>
        </Field>
      )}
      {parameters.length === 0 ? (
        <p>It has no parameters.</p>
      ) : (
        <div className="argument-fields">
          {parameters.map((parameter) => (
            <ArgumentField
              key={parameter.name}
              parameter={parameter}
              value={fields.get(parameter.name) ?? ''}
              problem={refusals.get(parameter.name)}
              onChange={(value) => {
                setFields(new Map([...fields, [parameter.name, value]]));
                setRefusals(new Map([...refusals].filter(([key]) => key !== parameter.name)));
              }}
            />
          ))}
        </div>
      )}
      {asksFirst && !alwaysAllowed && <p className="function-asks">You are asked before the call.</p>}
      <div className="function-actions">
        <Button className="function-run" type="submit" appearance="primary">
          Run
        </Button>
        <Button appearance="subtle" icon={<ArrowLeftRegular />} onClick={onBack}>
          Other functions
        </Button>
      </div>
    </form>
  );
}
