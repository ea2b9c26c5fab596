export interface Person {
  id: string
  name: string
  email: string
  plan: "free" | "team"
}

export async function findPerson(email: unknown, passwordHash: string): Promise<Person | null> {
  const response = await fetch("http://127.0.0.1:8080/people", {
    method: "POST",
    body: JSON.stringify({ email, passwordHash }),
  })
  return (await response.json()) as Person | null
}
