/** 演示人物. Fictional people with numbers that nobody has. */
export const cast = {
  seller: { phone: '13900000001', name: '陈曼', roles: [] },
  /** Opened her shop yesterday: nobody has checked yet who she is. */
  newcomer: { phone: '13900000002', name: '周小渔', roles: [] },
  buyer: { phone: '13800000001', name: '王静怡', roles: [] },
  operator: { phone: '13700000001', name: '何立', roles: ['operator'] },
  /** What one operator proposes, another must approve. */
  colleague: { phone: '13700000002', name: '吴桐', roles: ['operator'] },
  mediator: { phone: '13700000003', name: '赵法', roles: ['mediator'] },
  /** Who decides on appeal, and confirms what is above the limit. */
  arbitrator: { phone: '13700000004', name: '钱正', roles: ['mediator'] },
  courier: { phone: '13600000001', name: '小李', roles: [] },
} as const
