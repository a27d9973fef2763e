import { type JsonObject, member, textMember } from '../../../foundation/json-value.ts';
import { listMember } from '../../../local/list-member.ts';
import { explainPopUp } from '../../links/pop-up-rules.ts';
import type { DialogLength } from '../../wire/answers.ts';
import type { ManifestFault } from '../manifest/manifest-fault.ts';

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

/** Finds pages that Teams would not open, although it accepts the manifest. */
export function adviseOnTaskInfo(manifest: JsonObject): readonly ManifestFault[] {
  const validDomains = listMember(manifest, 'validDomains').filter((domain) => typeof domain === 'string');
  return listMember(listMember(manifest, 'composeExtensions')[0], 'commands').flatMap((command, index) => {
    const url = member(member(command, 'taskInfo'), 'url');
    const refusal = url === undefined ? undefined : explainPopUp(url, { validDomains, tokenServiceOrigin: '' });
    return refusal === undefined
      ? []
      : [
          {
            at: ['composeExtensions', 0, 'commands', index, 'taskInfo', 'url'],
            text: `${refusal.why} ${refusal.remedy}`,
          },
        ];
  });
}
