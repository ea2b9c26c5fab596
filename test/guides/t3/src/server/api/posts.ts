import { auth } from "~/server/auth";

export interface Post {
  name: string;
  createdById: string;
}

const posts: Post[] = [];

export async function createPost(name: string): Promise<Post> {
  const session = await auth();
  if (!session?.user) throw new Error("Sign in first.");
  const post = { name, createdById: session.user.id };
  posts.push(post);
  return post;
}
