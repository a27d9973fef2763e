import { StartupFault } from '../../foundation/startup-fault.ts';
import type { SealedStore } from '../sealed-store/sealed-store.ts';
import {
  noRegistrations,
  parseRecordText,
  replaceAll,
  type StoredRegistrations,
  toRecordText,
} from './stored-registrations.ts';

/** The registrations in a sealed store, which several programs can use at the same time. */
export interface StoredRegistrationsSource {
  /**
   * Returns the registrations as they are now. Blocks for one `stat`, and reads the record only if it has changed since.
   * @throws StartupFault if the record is damaged; it names the remedy.
   */
  current(): StoredRegistrations;
  /** Replaces the registrations by the result of `change`. The caller holds the lock of the registrations. */
  change(change: (current: StoredRegistrations) => StoredRegistrations): Promise<void>;
  /** Like `change`, with the registrations of a file; a damaged record counts as empty. */
  replaceAll(registrations: StoredRegistrations['registrations']): Promise<void>;
}

const record = 'registrations';

/**
 * Opens the registrations of a store. A running host sees what another program changes there: each use compares the
 * version of the record's file, which is replaced as a whole. So a new secret is used from the next request on, without
 * a connection between the two programs that others could use too.
 * @param folder of the store, for messages.
 */
export function openRegistrations(store: SealedStore, folder: string): StoredRegistrationsSource {
  let seen: { readonly version: string | undefined; readonly stored: StoredRegistrations } | undefined;

  function current(): StoredRegistrations {
    // Before the record is read: if it is replaced in between, the next call reads it again.
    const version = store.versionOf(record);
    if (seen === undefined || seen.version !== version) {
      seen = { version, stored: read() };
    }
    return seen.stored;
  }

  function read(): StoredRegistrations {
    try {
      const text = store.readNow(record);
      return text === undefined ? noRegistrations : parseRecordText(text);
    } catch (cause) {
      const remedy = 'start the host once with the registrations file to restore them.';
      throw new StartupFault(`The registrations stored in ${folder} are damaged: ${remedy}`, { cause });
    }
  }

  async function write(stored: StoredRegistrations): Promise<void> {
    await store.update(record, () => toRecordText(stored));
    seen = { version: store.versionOf(record), stored };
  }

  return {
    current,
    change: (change) => write(change(current())),
    replaceAll(registrations) {
      let before = noRegistrations;
      try {
        before = current();
      } catch (cause) {
        if (!(cause instanceof StartupFault)) {
          throw cause;
        }
      }
      return write(replaceAll(before, registrations));
    },
  };
}
