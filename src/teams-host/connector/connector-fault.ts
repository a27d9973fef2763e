import { AppError } from '../../foundation/errors.ts';
import { type HttpResponse, json } from '../../foundation/http.ts';

/** An error with a code of the real connector. */
export class ConnectorFault extends AppError {}

/** Formats an error as the connector does: `{ error: { code, message } }`. */
export function toConnectorError({ status, code, message, headers }: AppError): HttpResponse {
  return json(status, { error: { code: codes.get(code) ?? code, message } }, headers);
}

const codes = new Map([
  ['invalid_request', 'BadArgument'],
  ['not_found', 'NotFound'],
  ['payload_too_large', 'MessageSizeTooBig'],
  ['unsupported_media_type', 'UnsupportedMediaType'],
  ['unauthorized', 'Unauthorized'],
  ['unknown_operation', 'NotFound'],
]);

export function notInConversation(): ConnectorFault {
  return new ConnectorFault(403, 'BotNotInConversationRoster', 'The bot is not part of the conversation roster.');
}

export function noConversation(): ConnectorFault {
  return new ConnectorFault(404, 'ConversationNotFound', 'There is no such conversation.');
}

export function noActivity(): ConnectorFault {
  return new ConnectorFault(404, 'ActivityNotFoundInConversation', 'There is no such activity in the conversation.');
}
