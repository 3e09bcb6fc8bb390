/** `session.defaultSession`: keeps the handlers of permissions, which the stand-in asks as Chromium would. */
import { strict } from './strict.ts'

type RequestHandler = (contents: object | null, permission: string, answer: (granted: boolean) => void) => void
type CheckHandler = (contents: object | null, permission: string) => boolean
type DeviceHandler = (details: object) => boolean

/** Without a handler everything is granted. */
const handlers: { request?: RequestHandler; check?: CheckHandler; device?: DeviceHandler } = {}

export const session = strict('session', {
  defaultSession: strict('session', {
    setPermissionRequestHandler: (handler: RequestHandler) => void (handlers.request = handler),
    setPermissionCheckHandler: (handler: CheckHandler) => void (handlers.check = handler),
    setDevicePermissionHandler: (handler: DeviceHandler) => void (handlers.device = handler),
  }),
})

/** What the handlers say of a permission: asked for, looked up, and of a device. */
export async function permission(name: string): Promise<boolean[]> {
  const { request, check, device } = handlers
  const asked = request ? await new Promise<boolean>((resolve) => request(null, name, resolve)) : true
  return [asked, check?.(null, name) ?? true, device?.({ deviceType: name }) ?? true]
}
