/** Builders of activities as Teams posts them. */
import { randomUUID } from 'node:crypto';
import { contoso, karin } from './issuer.ts';

export const botAppId = '66666666-6666-4666-8666-666666666666';

export const karinAccount = { id: '29:karin', name: 'Karin Blair', aadObjectId: karin };
export const isaacAccount = {
  id: '29:isaac',
  name: 'Issac Fielder',
  aadObjectId: '77777777-7777-4777-8777-777777777777',
};

/** A message from Karin Blair in her personal chat with the bot, with overrides. */
export function anActivity(
  serviceUrl: string,
  overrides: Readonly<Record<string, unknown>> = {},
): Readonly<Record<string, unknown>> {
  return {
    type: 'message',
    id: randomUUID(),
    timestamp: '2026-05-04T08:00:00.000Z',
    channelId: 'msteams',
    serviceUrl,
    from: karinAccount,
    recipient: { id: `28:${botAppId}`, name: 'Repairs' },
    conversation: { conversationType: 'personal', tenantId: contoso, id: 'a:chat-of-karin' },
    channelData: { tenant: { id: contoso } },
    locale: 'en-US',
    text: 'brake',
    textFormat: 'plain',
    ...overrides,
  };
}

/** An invoke from Karin Blair, with overrides. */
export function anInvoke(
  serviceUrl: string,
  name: string,
  value: unknown,
  overrides: Readonly<Record<string, unknown>> = {},
): Readonly<Record<string, unknown>> {
  return anActivity(serviceUrl, { type: 'invoke', name, value, text: undefined, ...overrides });
}
