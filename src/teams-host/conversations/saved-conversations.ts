import { z } from 'zod';
import type { Attachment, ReactionType } from '../wire/message.ts';
import type { Author, PostedMessage } from './posted-message.ts';

const json = z.record(z.string(), z.json());
const person = z.object({ id: z.string(), name: z.string(), tenantId: z.string(), tenantName: z.string() });

const author: z.ZodType<Author> = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('person'), user: person }),
  z.object({ kind: z.literal('bot'), appId: z.string(), name: z.string() }),
]);

/** Unknown members are kept, so that a new one of a message survives a restart without a line here. */
const attachment = z.discriminatedUnion('kind', [
  z.looseObject({ kind: z.literal('card'), appId: z.string().optional(), card: json }),
  z.looseObject({
    kind: z.literal('signIn'),
    text: z.string(),
    buttons: z.array(z.looseObject({ title: z.string(), url: z.string() })),
    connectionName: z.string(),
  }),
  z.looseObject({ kind: z.literal('image'), url: z.string() }),
  z.looseObject({ kind: z.literal('unsupported'), contentType: z.string(), why: z.string() }),
]);

const reactions = ['like', 'heart', 'laugh', 'surprised', 'sad', 'angry'] as const satisfies readonly ReactionType[];

const savedMessage = z.looseObject({
  id: z.string().regex(/^\d{1,15}$/),
  conversationId: z.string(),
  replyToId: z.string().optional(),
  from: author,
  onlyFor: person.optional(),
  sentAt: z.iso.datetime(),
  editedAt: z.iso.datetime().optional(),
  deleted: z.boolean(),
  text: z.string(),
  textFormat: z.enum(['plain', 'markdown', 'xml']),
  attachmentLayout: z.enum(['list', 'carousel']),
  attachments: z.array(attachment),
  suggestedActions: z.array(z.looseObject({ title: z.string(), text: z.string() })),
  problems: z.array(z.string()),
  reactions: z.array(z.tuple([z.enum(reactions), z.array(z.string())])),
});

/** Messages and installed apps as they are saved. */
export const savedConversations = z.object({
  messages: z.array(savedMessage),
  /** Keys of apps and places. */
  installed: z.array(z.string()),
});

export type SavedConversations = z.infer<typeof savedConversations>;

export function toSavedMessage(message: PostedMessage): z.infer<typeof savedMessage> {
  const { sentAt, editedAt, reactions, attachments, suggestedActions, problems, ...rest } = message;
  return {
    ...rest,
    sentAt: sentAt.toISOString(),
    editedAt: editedAt?.toISOString(),
    // Copies, because the schema has mutable lists; cards are JSON, because they arrived as JSON.
    attachments: attachments.map((one) => ({ ...one })) as z.infer<typeof attachment>[],
    suggestedActions: suggestedActions.map((one) => ({ ...one })),
    problems: [...problems],
    reactions: [...reactions].map(([type, people]) => [type, [...people]]),
  };
}

export function toPostedMessage(saved: z.infer<typeof savedMessage>): PostedMessage {
  const { sentAt, editedAt, reactions, attachments, ...rest } = saved;
  return {
    ...rest,
    sentAt: new Date(sentAt),
    ...(editedAt === undefined ? {} : { editedAt: new Date(editedAt) }),
    // The schema has checked the members that the host reads; the others were written by the same version of the host.
    attachments: attachments as readonly Attachment[],
    reactions: new Map(reactions),
  };
}
