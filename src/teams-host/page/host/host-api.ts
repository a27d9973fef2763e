import { type ChatApi, createChatApi } from './chat-api.ts';
import { createExtensionApi, type ExtensionApi } from './extension-api.ts';
import { createHostCall } from './host-call.ts';
import { createSessionApi, type SessionApi } from './session-api.ts';

/** What the page asks of the host, and what it gets. Every call throws HostFault where the host refuses or is away. */
export interface HostApi extends SessionApi, ExtensionApi, ChatApi {}

/** @param fetch the browser's own, or a test's. */
export function createHostApi(fetch: typeof globalThis.fetch): HostApi {
  const call = createHostCall(fetch);
  return { ...createSessionApi(call), ...createExtensionApi(call), ...createChatApi(call) };
}
