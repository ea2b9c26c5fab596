import { getServerSession } from "next-auth";
import { redirect } from "next/navigation";
import { authOptions } from "./auth";

export async function currentUser() {
  const session = await getServerSession(authOptions);
  if (!session || session.user.isAshore) redirect("/api/auth/signin");
  return session.user;
}
