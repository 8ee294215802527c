extension Hub: HubControl {}
