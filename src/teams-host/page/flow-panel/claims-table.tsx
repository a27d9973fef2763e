import type { ReactElement } from 'react';
import { toClaimRows } from './claims.ts';

/** The claims of an access token, collapsed at first. */
export function ClaimsTable({ claims }: { readonly claims: Readonly<Record<string, unknown>> }): ReactElement {
  return (
    <details className="claims">
      <summary>Claims of the access token</summary>
      <table>
        <thead>
          <tr>
            <th scope="col">Claim</th>
            <th scope="col">Value</th>
          </tr>
        </thead>
        <tbody>
          {toClaimRows(claims).map(({ name, value, meaning }) => (
            <tr key={name}>
              <th scope="row">
                {name}
                {meaning !== '' && <small>{meaning}</small>}
              </th>
              <td>{value}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
