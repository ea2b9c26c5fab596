import type { Pattern } from "../pattern.js";
import { a2 } from "./a2-parameter-object.js";
import { s1 } from "./s1-user-property.js";
import { s2 } from "./s2-session-property.js";
import { s3 } from "./s3-user-replaced.js";
import { s4 } from "./s4-spread-return.js";
import { t1 } from "./t1-token-property.js";
import { t2 } from "./t2-token-spread.js";
import { t5Inner } from "./t5-inner.js";
import { x3 } from "./x3-value-cast.js";
import { x6 } from "./x6-annotated-parameters.js";

/** Every pattern, in the order of the table. */
export const patterns: readonly Pattern[] = [s1, s2, s3, s4, t1, t2, t5Inner, x3, x6, a2];
