import { useState } from 'react';
import type { DialogAnswer, SearchResult } from '../../wire/answers.ts';
import type { LoadedApp } from '../../wire/loaded-app.ts';
import type { TaskPort } from './task.ts';

/** An action of an app that wants a dialog. */
export interface TaskSpec {
  readonly app: LoadedApp;
  /** Until the app gives one. */
  readonly title: string;
  readonly port: TaskPort;
  /** What the action begins with, where the app has answered already. */
  readonly answer?: DialogAnswer;
  /** Shows nothing while the app is asked for the first time. */
  readonly isQuiet?: boolean;
  /** Takes the card the action leads to; without it a card goes nowhere. */
  readonly onResult?: (result: SearchResult) => void;
}

export type OpenTask = (spec: TaskSpec) => void;

/** The one action that is open. */
export function useTasks(): {
  readonly task: (TaskSpec & { readonly key: number }) | undefined;
  readonly openTask: OpenTask;
  closeTask(): void;
} {
  const [task, setTask] = useState<TaskSpec & { readonly key: number }>();
  return {
    task,
    openTask: (spec) => setTask((before) => ({ ...spec, key: (before?.key ?? 0) + 1 })),
    closeTask: () => setTask(undefined),
  };
}
