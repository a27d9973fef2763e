import { AppError } from '../../../errors.ts';
import type { AppPackage } from '../app-package/app-package.ts';
import type { HostUser } from '../session/host-user.ts';
import type { Vault } from '../vault/vault.ts';

/** What `GET /api/session` answers. */
export async function toSessionRepresentation(
  { manifest, commands, problems }: AppPackage,
  user: HostUser,
  users: readonly HostUser[],
  vault: Vault,
): Promise<object> {
  const { authorization, id, name, description, developer } = manifest;
  const registration = authorization.kind === 'none' ? undefined : vault.registration(authorization.registrationId);
  return {
    user: toUser(user),
    users: users.map(toUser),
    app: {
      id,
      name,
      description,
      developer,
      commands: commands.map((command) => ({
        id: command.id,
        title: command.title,
        description: command.description,
        parameters: command.parameters,
        fetchTask: false,
        initialRun: command.initialRun,
      })),
      problems,
    },
    auth: {
      kind: authorization.kind,
      ...(registration === undefined ? {} : { registrationName: registration.name }),
      signedIn: authorization.kind === 'oauth' && (await isSignedIn(vault, user, authorization.registrationId)),
    },
  };
}

async function isSignedIn(vault: Vault, user: HostUser, registrationId: string): Promise<boolean> {
  try {
    return (await vault.accessToken(user, registrationId, { add: () => {} })) !== undefined;
  } catch (cause) {
    // The tokens are kept where only the refresh could not be done.
    if (cause instanceof AppError) {
      return true;
    }
    throw cause;
  }
}

function toUser({ id, name, tenantId, tenantName }: HostUser): HostUser {
  return { id, name, tenantId, tenantName };
}
