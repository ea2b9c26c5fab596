import { fieldName, expressionOf } from "../api/field-key.js";
import { at, type Finding } from "../declare/finding.js";
import type { Rule } from "./rule.js";

export const noSecretInSession: Rule = {
  name: "no-secret-in-session",
  code: 990012,
  severity: "off",
  summary: "A token, a password hash or a client secret is sent to the browser with the session",
  fix: "-",
  check: ({ base }) =>
    [...base.fields.values()].flatMap(({ key, writes }): Finding[] => {
      if (key.interface !== "Session") return [];
      const secret = writes.find(
        (write) => isSecret(fieldName(key)) || write.sources.some((source) => isSecret(fieldName(source))),
      );
      if (!secret) return [];
      return [
        {
          ...at(secret.node),
          message: `\`${expressionOf(key)}\` is sent to the browser with the session, and looks like a secret.`,
          key,
          manual: "Keep it in the token, and read it on the server with `getToken()`.",
        },
      ];
    }),
};

/** OAuth tokens by their official and common names, passwords and their hashes, secrets and private keys. */
const secret =
  /^(?:(?:provider|oauth|github|google|api|backend)?(?:access|refresh|id)token|.*password(?:hash)?|hashedpassword|passwordsalt|.*secret|.*privatekey|apikey)$/;

function isSecret(name: string): boolean {
  return secret.test(name.toLowerCase().replace(/[^a-z]/g, ""));
}
