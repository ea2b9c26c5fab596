import { auth } from "@/auth"

async function ordersOf(userId: string): Promise<string[]> {
  const response = await fetch(`http://127.0.0.1:8080/orders?user=${userId}`)
  return (await response.json()) as string[]
}

export default async function Orders() {
  const session = await auth()
  if (!session?.user) return <p>Sign in to see what you have ordered.</p>

  const orders = await ordersOf(session.user.id)
  return <p>{orders.length} orders</p>
}
