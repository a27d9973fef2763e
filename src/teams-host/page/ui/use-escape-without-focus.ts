import { useEffect } from 'react';

/**
 * Closes a surface on Escape while nothing has the focus, for example after a click on its text or when the focused
 * control was removed. Fluent's Popover closes only if the focus is inside it.
 */
export function useEscapeWithoutFocus(isOpen: boolean, close: () => void): void {
  useEffect(() => {
    if (!isOpen) {
      return;
    }
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.key === 'Escape' && event.target === document.body && !event.defaultPrevented) {
        close();
      }
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [isOpen, close]);
}
