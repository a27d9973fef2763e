import { useState } from 'react';
import { useMediaQuery } from '../ui/use-media-query.ts';
import { keepThemeChoice, readThemeChoice, type ThemeChoice } from './theme-choice.ts';

export interface ThemeInUse {
  readonly choice: ThemeChoice;
  readonly theme: 'light' | 'dark';
  choose(choice: ThemeChoice): void;
}

/** Returns the theme in use: the chosen one, or that of the system. */
export function useTheme(): ThemeInUse {
  const [choice, setChoice] = useState(() => readThemeChoice(() => localStorage));
  const systemIsDark = useMediaQuery('(prefers-color-scheme: dark)');
  const theme = choice === 'system' ? (systemIsDark ? 'dark' : 'light') : choice;
  return {
    choice,
    theme,
    choose: (next) => {
      keepThemeChoice(() => localStorage, next);
      setChoice(next);
    },
  };
}
