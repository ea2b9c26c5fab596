import { drizzle } from "drizzle-orm/node-postgres";
import { Pool } from "pg";
import * as people from "./people";
import * as rides from "./rides";
import * as workshop from "./workshop";

export const schema = { ...people, ...rides, ...workshop };

export const db = drizzle(new Pool({ connectionString: process.env.DATABASE_URL }), { schema });
