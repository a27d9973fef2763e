import { readFile } from 'node:fs/promises';
import { member, textMember } from '../../foundation/json-value.ts';
import { StartupFault } from '../../foundation/startup-fault.ts';
import { type HostState, hostState, stateVersion } from './host-state.ts';

export interface SavedState {
  /** Undefined if nothing was saved, or it was discarded. */
  readonly state: HostState | undefined;
  /** Why the saved state was discarded, as one sentence each. */
  readonly notices: readonly string[];
}

const consequence = 'Chats, added apps, chosen people and drafts start afresh.';

/**
 * Reads the saved state. One of another version or a damaged one is discarded, and the next change replaces it.
 * @throws StartupFault if the file exists and cannot be read.
 */
export async function readState(path: string): Promise<SavedState> {
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    if (textMember(cause, 'code') === 'ENOENT') {
      return undefined;
    }
    throw new StartupFault(`The saved state ${path} cannot be read: let this user read it, or start with --reset.`, {
      cause,
    });
  });
  if (text === undefined) {
    return { state: undefined, notices: [] };
  }
  const value = parseJson(text);
  const { data: state } = hostState.safeParse(value);
  if (state !== undefined) {
    return { state, notices: [] };
  }
  const version = member(value, 'version');
  const why =
    typeof version === 'number' && version !== stateVersion
      ? `has version ${version}, and this host reads version ${stateVersion}`
      : 'is damaged';
  return { state: undefined, notices: [`The saved state ${path} ${why}, so it was discarded. ${consequence}`] };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
