import { type RefObject, useEffect, useRef } from 'react';

const fields = '.command-fields :is(input, select, textarea)';
const choices = ['.notice-actions button', fields];

/**
 * Keeps the focus in the flyout: the first field receives it on opening, and another control if the focused one is
 * removed when `phase` changes.
 */
export function useKeptFocus(phase: string): RefObject<HTMLDivElement | null> {
  const container = useRef<HTMLDivElement>(null);
  const isOpening = useRef(true);
  // biome-ignore lint/correctness/useExhaustiveDependencies: controls come and go with the phase
  useEffect(() => {
    const wanted = isOpening.current ? [fields] : choices;
    isOpening.current = false;
    const flyout = container.current?.closest('[role="dialog"]');
    if (flyout?.contains(document.activeElement)) {
      return;
    }
    for (const selector of wanted) {
      const control = flyout?.querySelector<HTMLElement>(selector);
      if (control) {
        control.focus();
        return;
      }
    }
  }, [phase]);
  return container;
}
