type Role = 'admin' | 'manager' | 'user'

export default defineEventHandler((event) => {
  const token = getRouterParam(event, 'token')
  const role: Role = token === 'first' ? 'admin' : 'user'
  return { name: 'Ada', avatar: '/ada.png', role }
})
