/** A field whose list of choices is filtered by what is typed, with the pattern of a combobox (WAI-ARIA 1.2). */

export interface Choice {
  readonly title: string;
  readonly value: string;
}

export interface ComboboxOptions {
  readonly choices: readonly Choice[];
  /** Values that are chosen at first. */
  readonly values: readonly string[];
  readonly isMultiSelect: boolean;
  readonly placeholder: string;
  /** Searches more choices; rejects with an Error whose message is to be shown. */
  readonly search?: ((text: string) => Promise<readonly Choice[]>) | undefined;
  onChange(): void;
}

export interface Combobox {
  readonly element: HTMLElement;
  readonly input: HTMLInputElement;
  /** The chosen values. */
  values(): readonly string[];
  /** Whether the text in the field is not a choice. */
  hasOtherText(): boolean;
}

/** Pause after the last letter before a search, in milliseconds. */
const searchDelay = 250;
let created = 0;

export function createCombobox(options: ComboboxOptions): Combobox {
  const { choices, isMultiSelect, placeholder, search, onChange } = options;
  created += 1;
  const listId = `combobox-${created}`;
  const element = document.createElement('div');
  element.className = 'combobox';
  const chips = document.createElement('ul');
  chips.className = 'combobox-chips';
  const input = document.createElement('input');
  const list = document.createElement('ul');
  const status = document.createElement('p');
  let found: readonly Choice[] = [];
  let shown: readonly Choice[] = [];
  let chosen: readonly Choice[] = options.values.map(
    (value) => choices.find((choice) => choice.value === value) ?? { title: value, value },
  );
  let active = -1;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let searches = 0;

  input.type = 'text';
  input.className = 'ac-input ac-textInput combobox-input';
  input.placeholder = placeholder;
  input.autocomplete = 'off';
  input.setAttribute('role', 'combobox');
  input.setAttribute('aria-autocomplete', 'list');
  input.setAttribute('aria-expanded', 'false');
  input.setAttribute('aria-controls', listId);
  list.id = listId;
  list.className = 'combobox-list';
  list.setAttribute('role', 'listbox');
  list.setAttribute('aria-label', 'Choices');
  list.hidden = true;
  status.className = 'combobox-status';
  status.setAttribute('role', 'status');
  element.append(...(isMultiSelect ? [chips] : []), input, list, status);
  // Keeps the focus in the field.
  list.addEventListener('mousedown', (event) => event.preventDefault());

  const isOpen = (): boolean => !list.hidden;
  const isChosen = ({ value }: Choice): boolean => chosen.some((choice) => choice.value === value);

  const activate = (index: number): void => {
    active = shown.length === 0 ? -1 : (index + shown.length) % shown.length;
    [...list.children].forEach((option, place) => {
      option.classList.toggle('combobox-active', place === active);
    });
    const option = list.children[active];
    option?.scrollIntoView({ block: 'nearest' });
    if (option === undefined) {
      input.removeAttribute('aria-activedescendant');
    } else {
      input.setAttribute('aria-activedescendant', option.id);
    }
  };

  const close = (): void => {
    list.hidden = true;
    input.setAttribute('aria-expanded', 'false');
    activate(-1);
    input.removeAttribute('aria-activedescendant');
  };

  const open = (filter: string): void => {
    const words = filter.trim().toLowerCase();
    const all = [...choices, ...found.filter(({ value }) => !choices.some((choice) => choice.value === value))];
    shown = all.filter(({ title }) => title.toLowerCase().includes(words));
    list.replaceChildren(
      ...shown.map((choice, index) => {
        const option = document.createElement('li');
        option.id = `${listId}-${index}`;
        option.textContent = choice.title;
        option.setAttribute('role', 'option');
        option.setAttribute('aria-selected', String(isChosen(choice)));
        option.addEventListener('click', () => choose(choice));
        return option;
      }),
    );
    list.hidden = shown.length === 0;
    input.setAttribute('aria-expanded', String(isOpen()));
    input.removeAttribute('aria-activedescendant');
    active = -1;
  };

  const change = (next: readonly Choice[]): void => {
    chosen = next;
    chips.replaceChildren(
      ...chosen.map((choice) => {
        const chip = document.createElement('li');
        const button = document.createElement('button');
        button.type = 'button';
        button.textContent = `${choice.title} ✕`;
        button.setAttribute('aria-label', `Remove ${choice.title}`);
        button.addEventListener('click', () => {
          change(chosen.filter((other) => other !== choice));
          input.focus();
        });
        chip.append(button);
        return chip;
      }),
    );
    onChange();
  };

  const choose = (choice: Choice): void => {
    clearTimeout(timer);
    searches += 1;
    status.textContent = '';
    close();
    input.value = isMultiSelect ? '' : choice.title;
    change(
      isMultiSelect
        ? isChosen(choice)
          ? chosen.filter(({ value }) => value !== choice.value)
          : [...chosen, choice]
        : [choice],
    );
  };

  const explainNothing = (text: string): void => {
    status.textContent = shown.length === 0 && text.trim() !== '' ? 'No choice matches.' : '';
  };

  const find = async (text: string): Promise<void> => {
    searches += 1;
    const turn = searches;
    status.textContent = 'Searching…';
    try {
      const results = (await search?.(text)) ?? [];
      if (turn === searches) {
        found = results;
        // The bot may find choices by other words than those of their titles.
        shown = [];
        open(results.some(({ title }) => title.toLowerCase().includes(text.toLowerCase())) ? text : '');
        explainNothing(text);
      }
    } catch (error) {
      if (turn === searches) {
        status.textContent = error instanceof Error ? error.message : 'The search failed.';
      }
    }
  };

  input.addEventListener('input', () => {
    const text = input.value;
    if (!isMultiSelect) {
      chosen = [...choices, ...found].filter(({ title }) => title === text).slice(0, 1);
      onChange();
    }
    clearTimeout(timer);
    searches += 1;
    open(text);
    if (search === undefined) {
      explainNothing(text);
    } else {
      status.textContent = '';
      if (text.trim() !== '') {
        timer = setTimeout(() => void find(text.trim()), searchDelay);
      }
    }
  });
  input.addEventListener('click', () => open(isMultiSelect || chosen.length === 0 ? input.value : ''));
  input.addEventListener('blur', () => {
    close();
    clearTimeout(timer);
  });
  input.addEventListener('keydown', (event) => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      if (!isOpen()) {
        open(isMultiSelect || chosen.length === 0 ? input.value : '');
      }
      activate(event.key === 'ArrowDown' ? active + 1 : active === -1 ? -1 : active - 1);
    } else if (event.key === 'Enter' && isOpen()) {
      event.preventDefault();
      const choice = shown[active];
      if (choice !== undefined) {
        choose(choice);
      }
    } else if (event.key === 'Escape' && isOpen()) {
      event.stopPropagation();
      close();
    }
  });

  if (isMultiSelect) {
    change(chosen);
  } else {
    input.value = chosen[0]?.title ?? '';
  }
  return {
    element,
    input,
    values: () => chosen.map(({ value }) => value),
    hasOtherText: () => input.value.trim() !== '' && (isMultiSelect || chosen.length === 0),
  };
}
