import { textMember } from '../../../foundation/json-value.ts';
import type { DialogLength } from '../../wire/answers.ts';

/** A page that the manifest names as the dialog of an action. */
export interface TaskInfo {
  readonly title: string;
  readonly url: string;
  readonly width: DialogLength;
  readonly height: DialogLength;
}

/**
 * Reads the `taskInfo` of a command of a checked manifest.
 * @returns undefined if it names no page.
 * @see https://learn.microsoft.com/microsoftteams/platform/messaging-extensions/how-to/action-commands/define-action-command
 */
export function readTaskInfo(taskInfo: unknown): TaskInfo | undefined {
  const url = textMember(taskInfo, 'url');
  return url === undefined
    ? undefined
    : {
        title: textMember(taskInfo, 'title') ?? '',
        url,
        width: readLength(textMember(taskInfo, 'width')),
        height: readLength(textMember(taskInfo, 'height')),
      };
}

const sizes = ['small', 'medium', 'large'] as const;

/** @param text pixels or a named size, in letters of any case. */
function readLength(text = 'medium'): DialogLength {
  return sizes.find((size) => size === text.toLowerCase()) ?? Number(text);
}
