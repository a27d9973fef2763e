import { isJsonObject, textMember } from '../../../foundation/json-value.ts';
import { ChoiceSetInput, type SerializationContext } from '../../card-reader/official-renderer.ts';
import { type Choice, type Combobox, createCombobox } from './combobox.ts';

/** A search for the choices of a choice set. */
export interface ChoicesQuery {
  readonly dataset: string;
  readonly text: string;
  readonly skip: number;
  readonly count: number;
  /** Values of the other inputs of the card by id, if the card asks for them. */
  readonly inputs?: Readonly<Record<string, string>> | undefined;
}

/** Asks a bot for choices; rejects with an Error whose message is to be shown. */
export type SearchChoices = (query: ChoicesQuery) => Promise<readonly Choice[]>;

interface DataQuery {
  readonly dataset: string;
  readonly skip: number;
  readonly count: number;
  readonly sendsInputs: boolean;
}

/** Number of choices that Teams asks for. */
const usualCount = 15;

/**
 * Creates the class with which the renderer draws choice sets. Those with the style "filtered" and those whose choices a
 * bot searches are comboboxes; the renderer draws the others.
 * @param search undefined if no bot can search.
 * @param onQuery called for each choice set whose choices a bot searches.
 */
export function createChoiceSetClass(search: SearchChoices | undefined, onQuery: () => void) {
  return class ChoiceSet extends ChoiceSetInput {
    #query: DataQuery | undefined;
    #combobox: Combobox | undefined;

    // biome-ignore lint/suspicious/noExplicitAny: as the renderer declares it
    protected override internalParse(source: any, context: SerializationContext): void {
      super.internalParse(source, context);
      this.#query = toDataQuery(isJsonObject(source) ? source['choices.data'] : undefined);
      if (this.#query !== undefined) {
        onQuery();
      }
    }

    protected override internalRender(): HTMLElement | undefined {
      const query = this.#query;
      if (query === undefined && this.style !== 'filtered') {
        return super.internalRender();
      }
      const value = this.defaultValue ?? '';
      this.#combobox = createCombobox({
        choices: this.choices.map(({ title = '', value: chosen = '' }) => ({ title, value: chosen })),
        values: value === '' ? [] : this.isMultiSelect ? value.split(',') : [value],
        isMultiSelect: this.isMultiSelect,
        placeholder: this.placeholder ?? '',
        search: query && search && ((text) => search(this.#toQuery(query, text))),
        onChange: () => this.valueChanged(),
      });
      return this.#combobox.element;
    }

    #toQuery({ sendsInputs, ...query }: DataQuery, text: string): ChoicesQuery {
      const inputs = this.getRootElement().getAllInputs();
      const values = sendsInputs
        ? Object.fromEntries(
            inputs.flatMap((input) =>
              input !== this && input.id !== undefined && input.isSet() ? [[input.id, String(input.value)]] : [],
            ),
          )
        : undefined;
      return { ...query, text, inputs: values };
    }

    protected override updateInputControlAriaLabelledBy(): void {
      const field = this.#combobox?.input;
      if (field === undefined) {
        super.updateInputControlAriaLabelledBy();
        return;
      }
      const labels = this.getAllLabelIds();
      if (labels.length > 0) {
        field.setAttribute('aria-labelledby', labels.join(' '));
        field.removeAttribute('aria-label');
      } else {
        field.removeAttribute('aria-labelledby');
        field.setAttribute('aria-label', this.placeholder || 'Choices');
      }
      field.setAttribute('aria-required', String(this.isRequired));
    }

    override focus(): void {
      if (this.#combobox === undefined) {
        super.focus();
      } else {
        this.#combobox.input.focus();
      }
    }

    override isValid(): boolean {
      return this.#combobox === undefined ? super.isValid() : !this.#combobox.hasOtherText();
    }

    override get value(): string | undefined {
      return this.#combobox === undefined ? super.value : this.#combobox.values().join(',') || undefined;
    }
  };
}

function toDataQuery(source: unknown): DataQuery | undefined {
  const dataset = textMember(source, 'dataset') ?? '';
  if (!isJsonObject(source) || source.type !== 'Data.Query' || dataset === '') {
    return undefined;
  }
  const { skip, count, associatedInputs } = source;
  return {
    dataset,
    skip: typeof skip === 'number' ? skip : 0,
    count: typeof count === 'number' ? count : usualCount,
    sendsInputs: associatedInputs === 'auto',
  };
}
