/** The engine's health status in ECS's terms; `starting` is not known yet. */
export function healthOf(status: string): 'HEALTHY' | 'UNHEALTHY' | 'UNKNOWN' {
  return status === 'healthy' ? 'HEALTHY' : status === 'unhealthy' ? 'UNHEALTHY' : 'UNKNOWN';
}
