import type ts from "typescript";
import type { AuthConfig } from "../discover/configs.js";
import type { InterfaceName } from "../report.js";

/**
 * A virtual file beside a config that imports the library's interfaces as any reader there would. What TypeScript resolves for
 * it, augmentations included, is by definition what readers see.
 */
export interface Probe {
  readonly fileName: string;
  readonly text: string;
}

const interfaces: readonly InterfaceName[] = ["Session", "JWT", "User", "Profile", "Account"];

export function probeFor(config: AuthConfig): Probe {
  const { fileName } = config.node.getSourceFile();
  const { specifiers, callbackParameters } = config.library;
  const imports = interfaces.map((name) => `import type { ${name} } from ${JSON.stringify(specifiers[name])};`);
  const members = [...interfaces.map((name) => `  ${name}: ${name};`), `  token: ${callbackParameters.jwt}["token"];`];
  return {
    fileName: `${fileName.slice(0, fileName.lastIndexOf("/"))}/typed-session-probe.d.ts`,
    text: `${imports.join("\n")}\nexport interface Probe {\n${members.join("\n")}\n}\n`,
  };
}

/**
 * The interfaces as the probe's importers see them. An interface that does not resolve is left out, and so is a `JWT` that is not
 * the one of the callbacks: two copies of `@auth/core` have two.
 */
export function probedInterfaces(tsModule: typeof ts, program: ts.Program, probe: Probe): Map<InterfaceName, ts.Type> {
  const found = new Map<InterfaceName, ts.Type>();
  const file = program.getSourceFile(probe.fileName);
  const declaration = file?.statements.find(tsModule.isInterfaceDeclaration);
  if (!declaration) return found;
  const checker = program.getTypeChecker();
  const typeOf = (member: ts.TypeElement | undefined): ts.Type | undefined => {
    const type =
      member && tsModule.isPropertySignature(member) && member.type
        ? checker.getTypeFromTypeNode(member.type)
        : undefined;
    return type && (type.flags & tsModule.TypeFlags.Any) === 0 ? type : undefined;
  };
  const named = (name: string): ts.TypeElement | undefined =>
    declaration.members.find((member) => member.name?.getText(file) === name);
  for (const name of interfaces) {
    const type = typeOf(named(name));
    if (type) found.set(name, type);
  }
  const token = typeOf(named("token"))?.getSymbol();
  if (token && token !== found.get("JWT")?.getSymbol()) found.delete("JWT");
  return found;
}
